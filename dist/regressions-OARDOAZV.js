import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-B2WUXL3H.js";import"./chunk-Y433X33T.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
