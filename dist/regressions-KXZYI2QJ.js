import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-WF7AWZI5.js";import"./chunk-VKU6CG3T.js";import"./chunk-X5SJEKHQ.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
