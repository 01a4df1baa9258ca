import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{v as a,w as b,x as c,y as d}from"./chunk-GKMM5P4M.js";import"./chunk-64CI6DUQ.js";import"./chunk-WQNSVYHF.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as headline,c as headlineOf,d as isCompared,a as mostTelling};
