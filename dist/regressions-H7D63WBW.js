import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-IEONQCEG.js";import"./chunk-WK2PMITY.js";import"./chunk-UGQG2PZS.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
