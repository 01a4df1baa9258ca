import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{d as a,e as b}from"./chunk-K47YYHU3.js";import"./chunk-75SOIONV.js";import"./chunk-SISFYFAO.js";import"./chunk-JMBEER32.js";export{a as detectTestRunner,b as isKnownTestLine};
