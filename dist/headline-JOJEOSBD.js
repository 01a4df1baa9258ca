import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{f as a,g as b,h as c,i as d}from"./chunk-6LSRTXZY.js";import"./chunk-E4IV2VN2.js";import"./chunk-MEWDW6ZA.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{a as MARKS,d as explanation,b as headline,c as problemTitle};
