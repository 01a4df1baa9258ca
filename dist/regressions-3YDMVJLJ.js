import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-B7NF4G6G.js";import"./chunk-MEWDW6ZA.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
