import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-IJRJZ3F6.js";import"./chunk-TSJWGYDD.js";import"./chunk-7EKBUYH7.js";import"./chunk-UCY7CON3.js";import"./chunk-MAVELYYQ.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
