import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{o as a,p as b,q as c,r as d}from"./chunk-RVJZJMU7.js";import"./chunk-HZHUZFGG.js";import"./chunk-UGQG2PZS.js";import"./chunk-JMBEER32.js";export{b as headline,c as headlineOf,d as isCompared,a as mostTelling};
