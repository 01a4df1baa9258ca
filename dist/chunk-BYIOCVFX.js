import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as e}from"./chunk-R2GPWC7I.js";import{a as t}from"./chunk-JMBEER32.js";var a="Measured by a job without write permission, which ran the fork's code: what it says was handed over by that job.",d=t((i,{run:s,measuredBy:o}={})=>{let n=o??s,r=e(i,n===void 0?{}:{run:n});return o===void 0?r:`${r}
${a}
`},"comparisonComment");export{d as a};
