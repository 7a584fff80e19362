// SPDX-License-Identifier: Apache-2.0

/// How a page looks.
enum HTMLStyle {
    static let sheet = """
        :root{color-scheme:light dark}
        body{font:15px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:2rem auto;\
        padding:0 1rem}
        h1{font-size:1.7rem;margin:0 0 .2rem}h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-bottom:.2rem;\
        border-bottom:1px solid #bbb}
        h3{font-size:1rem;margin:1.2rem 0 .3rem}
        .subtitle{margin:.2rem 0;color:#555}
        .notice{border:2px solid #1a1a1a;padding:.5rem .8rem;font-weight:600}
        nav ol{columns:2;padding-left:1.4rem}
        a{color:#005a9c}
        dl{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.15rem 1.2rem;margin:.4rem 0 1rem}
        dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;margin:.4rem 0 1.2rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;font-weight:600;padding:.6rem 0 .3rem}
        th,td{text-align:left;vertical-align:top;padding:.18rem .8rem .18rem 0;border-bottom:1px solid #ddd}
        thead th{border-bottom:2px solid #888}tbody th{font-weight:inherit}
        .n{text-align:right}
        figure{margin:1rem 0}figcaption{font-weight:600;margin-bottom:.2rem}
        figure p,figure ol{font-size:.87rem;color:#555;margin:.2rem 0}figure ol{columns:2;padding-left:2rem}
        svg{width:100%;height:auto;display:block}
        .findings{list-style:none;padding:0}
        .findings li{border-left:2px solid #888;padding:.15rem .7rem;margin:.4rem 0}
        .findings .low{border-left-width:4px;border-color:#857000}\
        .findings .medium{border-left-width:7px;border-color:#b84a00}
        .findings .high{border-left:10px double #a00028}
        .findings b{text-transform:uppercase;font-size:.8rem;letter-spacing:.04em;margin-right:.5rem}
        .detail{display:block;color:#555}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #bbb;padding:.6rem .8rem;font-size:.82rem}
        @media screen and (prefers-color-scheme:dark){body{color:#e4e4e4;background:#161616}\
        .subtitle,dt,.detail,figure p,figure ol{color:#b0b0b0}.notice{border-color:#e4e4e4}a{color:#7cc4ff}\
        h2,pre{border-color:#555}th,td{border-color:#3a3a3a}thead th{border-color:#888}}
        @media print{@page{margin:18mm 16mm}body{font-size:10pt;max-width:none;margin:0;padding:0}\
        nav{display:none}a{color:inherit}thead{display:table-header-group}\
        figure,tr,.findings li,dl{break-inside:avoid}h2,h3,caption{break-after:avoid}.scroll{overflow:visible}}

        """
}
