import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{m as a,n as b,o as c,p as d}from"./chunk-E4IV2VN2.js";import"./chunk-MEWDW6ZA.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as headline,c as headlineOf,d as isCompared,a as mostTelling};
