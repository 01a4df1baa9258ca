import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{f as a,g as b,h as c,i as d}from"./chunk-KY2VTHDZ.js";import"./chunk-5EHI6EXZ.js";import"./chunk-FBIY6UTY.js";import"./chunk-JMBEER32.js";export{a as MARKS,d as explanation,b as headline,c as problemTitle};
