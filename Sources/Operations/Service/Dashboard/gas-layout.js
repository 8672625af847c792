// Where the gas-handling panel's parts stand on the drawing, 1000 by 590, and which pipe hangs on which valve.

/** Valves: place, whether their pipe runs vertically, what they are for. */
export const VALVES = {
    v1: [575, 170, false, "pumps the still at base"],
    v2: [490, 112, false, "pumps the still past turbo1"],
    v3: [490, 70, false, "pumps the still past turbo1 slowly"],
    v4: [415, 170, false, "lets scroll1 back turbo1"],
    v5: [640, 226, true, "pumps or checks the still line"],
    v6: [330, 28, false, "lets mixture into the still line"],
    v7: [505, 400, false, "isolates the cold trap"],
    v8: [370, 345, false, "passes the cold trap by"],
    v9: [640, 400, false, "lets mixture into the dilution unit"],
    v10: [215, 400, false, "circulates past the compressor"],
    v11: [178, 458, false, "circulates through the compressor, with v12"],
    v12: [296, 430, true, "circulates through the compressor, with v11"],
    v13: [112, 285, false, "recovers the mixture"],
    v14: [655, 500, false, "pumps the can"],
    v15: [530, 500, false, "lets scroll2 back turbo2"],
    v16: [590, 560, false, "pumps the can past turbo2"],
    v17: [296, 315, true, "pumps the trap"],
    v18: [950, 440, false, "vents the can"],
    v19: [450, 345, true, "pumps the service manifold"],
    v20: [120, 510, false, "supplies mixture to condense"],
    v21: [120, 555, false, "supplies mixture to precool with"],
    v22: [950, 520, false, "lets exchange gas in"],
    v23: [950, 575, false, "spare"],
};

/** Pumps: place and name. `left` is the way they blow. */
export const PUMPS = {
    turbo1: [495, 170, "left"], scroll1: [265, 170, "left"], turbo2: [592, 500, "left"], scroll2: [385, 500, "left"],
    compressor: [243, 458, "right"],
};

/** Gauges: place of the dial, what they measure, and how far below the dial's middle their pipe is. */
export const GAUGES = {
    P1: [893, 184, "can", 26], P2: [700, 126, "still line", 44], P3: [575, 358, "condensing line", 42],
    P4: [345, 218, "backing of turbo1", -48], P5: [48, 220, "tank", 25], P6: [545, 246, "service manifold", 39],
};

/** Pipes: valves that must all be open for it to be in use, `|` between those of which one is enough; and the path. */
export const PIPES = [
    [["v1|v2|v3|v6"], "M750 340V170H640"], [["v2|v3|v6"], "M640 170V28"],
    [["v6"], "M48 240V28H640"],
    [["v3"], "M640 70H345V170"], [["v2"], "M640 112H345V170"],
    [["v1"], "M640 170H495"], [["v1", "v4"], "M495 170H415"], [["v4"], "M415 170H345"],
    [["v2|v3|v4"], "M345 170H265"], [["v10|v11|v13"], "M265 170H140V400"],
    [["v13"], "M140 285H80"],
    [["v10"], "M140 400H296"],
    [["v11"], "M140 400V458H210"], [["v11"], "M210 458H243"], [["v12"], "M243 458H296V400"],
    [["v20"], "M48 365V510H210V458"], [["v21"], "M36 365V555H322V400"],
    [["v7", "v10|v12|v21"], "M296 400H345"], [["v7", "v10|v12|v21"], "M395 400H425"],
    [["v8"], "M296 400V345H425V400"],
    [["v7"], "M425 400H575"], [["v7", "v9"], "M575 400H640"], [["v9"], "M640 400H806V470"],
    [["v5"], "M640 170V285"], [["v5|v17|v19"], "M296 285H640"], [["v17"], "M296 345V285"],
    [["v19"], "M450 285V390A10 10 0 0 1 450 410V500"],
    [["v14"], "M712 500H592"], [["v15"], "M592 500H450"], [["v15|v16|v19"], "M450 500H340"],
    [["v16"], "M690 500V560H450V500"],
    [["v18"], "M908 440H985"], [["v22"], "M908 520H985"],
];
