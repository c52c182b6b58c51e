"""Titles that try to break out of where they are shown."""

TITLES = [
    "</script><script>alert(1)</script> & \"quotes\" 'single'",
    "<!-- <img src=x onerror=alert(1)> ]]> <![CDATA[",
    "\u202eevil\u202c \u2066isolated\u2069 \u200fmark \u061c end",
    "line one\u2028line two\u2029line three\u0085end",
    "{{ 7 * 7 }} \\input{/etc/passwd} $x_1^2$ 100 % # ~ {unbalanced",
    "w" * 10_000,
    "مشروع‏" * 2_000,
    "😀🏳️‍🌈 Z̸̢̛̛̹͎͓a̵̡̛l̶̢̛g̷o " * 30,
    "مبادرة PRIMO (2016-2019) <b>«x»</b> 12%",
]
