import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-RKT6HQ7G.js";import"./chunk-FBIY6UTY.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
