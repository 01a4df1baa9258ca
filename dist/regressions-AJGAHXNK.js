import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-6E4I47DR.js";import"./chunk-WQNSVYHF.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
