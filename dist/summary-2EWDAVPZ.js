import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{C as r}from"./chunk-FYSANFRI.js";import{a as o}from"./chunk-JMBEER32.js";var c=9e5;function a({report:m,pull:n,trouble:t}){let i=n===void 0?[]:[`The pull request: [#${n.number}](${n.url})`],s=t===void 0?[]:[`\u26A0\uFE0F ${t}`],e=[...i,...s].map(u=>`${u}

`).join("");return e+r(m,c-e.length)}o(a,"summaryOf");export{a as summaryOf};
