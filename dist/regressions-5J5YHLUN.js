import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-VPJCSGUH.js";import"./chunk-C7EW5NKN.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
