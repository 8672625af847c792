// Which channels share a plot, and in what colour. Pure functions over the API's device document.

const MACHINE = /^(.*[-.])?(pulsetube|cp|nxds|tc400|turbo|scroll)/;

/** Plots of a device, in the order of the page. */
const GROUPS = [
    { name: "temperatures", title: "Temperatures", logarithmic: true, predicted: true,
        takes: ({ name, unit }) => unit === "K" && !MACHINE.test(name) },
    { name: "pressures", title: "Pressures", logarithmic: true,
        takes: ({ name, unit }) => unit === "Pa" && !MACHINE.test(name) },
    { name: "flow", title: "Flow", logarithmic: false, takes: ({ unit }) => unit === "mol/s" },
    { name: "heaters", title: "Heaters", logarithmic: false, stepped: true,
        takes: ({ name, unit }) => unit === "W" && !MACHINE.test(name) },
    { name: "machine", title: "Compressor", logarithmic: false,
        takes: ({ name, unit }) => unit === "K" && MACHINE.test(name) },
];

const STAGES = ["50K", "4K", "still", "cold-plate", "base"];
const MOST_AT_FIRST = 8;

/**
 * Groups with their lines: {name, title, logarithmic, predicted, stepped, unit, lines: [{channel, unit, colour, dotted, shown}]}.
 * What is `stepped` stays as it is until it is set anew.
 *
 * `colour` names a property of the style sheet. Stages come first and keep their colours; of the rest only some are shown at
 * first, so that a link with forty sensors begins readable.
 */
export function channelGroups(device) {
    const stageOf = new Map(device.stages.map((stage) => [stage.channel, stage]));
    const nodes = [...new Set(device.stages.map((stage) => stage.node).filter(Boolean))];
    return GROUPS.flatMap(({ takes, ...group }) => {
        const taken = device.channels.filter(takes);
        if (!taken.length) return [];
        const ordered = [
            ...[...stageOf.keys()].flatMap((channel) => taken.filter(({ name }) => name === channel)),
            ...taken.filter(({ name }) => !stageOf.has(name)),
        ];
        let others = 0;
        const lines = ordered.map(({ name, unit }, place) => {
            const stage = stageOf.get(name);
            const known = stage ? STAGES.indexOf(stage.name.replace(" ", "-")) : -1;
            return {
                channel: name, unit,
                colour: known >= 0 ? `--stage-${STAGES[known].toLowerCase()}` : `--line-${(others++ % 7) + 1}`,
                // The second end of a link in the same colour, dotted.
                dotted: stage?.node ? nodes.indexOf(stage.node) > 0 : false,
                shown: stage !== undefined || (place < MOST_AT_FIRST && !/^ch\d/.test(name)),
            };
        });
        return [{ ...group, unit: lines[0].unit, lines }];
    });
}
