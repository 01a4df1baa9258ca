import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b}from"./chunk-LPH7GXLT.js";import"./chunk-CSCJVBGG.js";import"./chunk-HJ62PUI5.js";import"./chunk-UGQG2PZS.js";import"./chunk-JMBEER32.js";export{b as faultyFunction,a as regressions};
