import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as s,d as a,e as m}from"./chunk-4675MOAL.js";import{a as p}from"./chunk-BHTBC22L.js";import{c as d}from"./chunk-Q4ARZYKO.js";import{a as i}from"./chunk-JMBEER32.js";var y="Measured by a job without write permission, which ran the fork's code: what it says was handed over by that job.",M=i((o,{run:c,measuredBy:n,unjudged:r}={})=>{let e=n??c,f=m(o,{most:a,...e!==void 0&&{run:e}}),t=s(o),u=[...t===void 0?[]:[p(t)],...r===void 0?[]:[`\u26A0\uFE0F ${d(r)}`],...n===void 0?[]:[y]];return[f,...u.map(h=>`${h}
`)].join(`
`)},"comparisonComment");export{M as a};
