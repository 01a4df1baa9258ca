import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a}from"./chunk-PFQTLQEJ.js";import"./chunk-36HYSON2.js";import"./chunk-WG33LW4S.js";import"./chunk-SISFYFAO.js";import"./chunk-PZM5AGXH.js";import"./chunk-JMBEER32.js";export{a as fix};
