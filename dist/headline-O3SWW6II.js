import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{f as a,g as b,h as c,i as d}from"./chunk-V2KTQIIG.js";import"./chunk-LGIJL7SP.js";import"./chunk-BOSJFBJV.js";import"./chunk-JMBEER32.js";export{a as MARKS,d as explanation,b as headline,c as problemTitle};
