import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{n as a,o as b,p as c}from"./chunk-DFMIMYWI.js";import"./chunk-JMBEER32.js";export{a as MARKS,c as explanation,b as headline};
