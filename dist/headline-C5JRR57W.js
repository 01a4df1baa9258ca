import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{m as a,n as b,o as c,p as d}from"./chunk-IFLY6HM4.js";import"./chunk-CSCJVBGG.js";import"./chunk-UGQG2PZS.js";import"./chunk-JMBEER32.js";export{b as headline,c as headlineOf,d as isCompared,a as mostTelling};
