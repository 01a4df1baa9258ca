import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-636JGW2I.js";import"./chunk-YTIIX6UT.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
