import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{D as a,E as b,F as c,G as d}from"./chunk-KVT3HEZT.js";import"./chunk-SBHCI34K.js";import"./chunk-AKTR6EY7.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as headline,c as headlineOf,d as isCompared,a as mostTelling};
