import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{a as t}from"./chunk-JMBEER32.js";import{join as s}from"node:path";var r=s(import.meta.dirname,"..","dist"),e=t(o=>s(r,"assets",o),"assetPath");export{r as a,e as b};
