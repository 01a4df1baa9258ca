import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{m as a,n as b,o as c,p as d}from"./chunk-QJAHJ6Q5.js";import"./chunk-WK2PMITY.js";import"./chunk-UGQG2PZS.js";import"./chunk-JMBEER32.js";export{b as headline,c as headlineOf,d as isCompared,a as mostTelling};
