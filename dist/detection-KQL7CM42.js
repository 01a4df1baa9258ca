import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a,d as b}from"./chunk-P2FL4BHI.js";import"./chunk-75SOIONV.js";import"./chunk-SISFYFAO.js";import"./chunk-JMBEER32.js";export{a as detectTestRunner,b as isKnownTestLine};
