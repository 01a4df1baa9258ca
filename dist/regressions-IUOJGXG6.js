import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-27QYCDGJ.js";import"./chunk-BOSJFBJV.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
