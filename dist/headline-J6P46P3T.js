import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a,b,c}from"./chunk-BJLAKRKZ.js";import"./chunk-MAVELYYQ.js";import"./chunk-JMBEER32.js";export{a as MARKS,c as explanation,b as headline};
