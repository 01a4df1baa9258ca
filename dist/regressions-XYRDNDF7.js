import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-WCMDLKY2.js";import"./chunk-HZHUZFGG.js";import"./chunk-HJ62PUI5.js";import"./chunk-UGQG2PZS.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
