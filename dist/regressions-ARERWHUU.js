import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-UWHJBHDB.js";import"./chunk-UCY7CON3.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
