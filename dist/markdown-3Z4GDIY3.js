import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-DPWNOIIQ.js";import"./chunk-TSJWGYDD.js";import"./chunk-LI5DBI7H.js";import"./chunk-BOSJFBJV.js";import"./chunk-MAVELYYQ.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
