/**
 * Amounts of money as staff write them, and as leaders read them: the twin of `tools/amount.py`,
 * where the rules are explained. Both run the cases of `static/tests/investment_amount_cases.js`.
 *
 * The unit is a shift of the decimal point in the text of the number, never a multiplication of
 * floats. A Monetary value of 元 with two decimals survives the trip through a float unharmed up
 * to the largest amount accepted here.
 */

export const UNITS = {
    yi: { label: "亿元", shift: 8, minDecimals: 2, maxDecimals: 4 },
    wan: { label: "万元", shift: 4, minDecimals: 0, maxDecimals: 2 },
    yuan: { label: "元", shift: 0, minDecimals: 0, maxDecimals: 2 },
};
const UNIT_NAMES = Object.keys(UNITS);

const SHIFTS = { 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8, 万亿: 12 };
const LIMIT_DIGITS = 12;
const AMOUNT = new RegExp(
    "^([+-]?)(?:¥|CNY|RMB|人民币)? ?" +
        "(\\d{1,3}(?:,\\d{3})+|\\d+|(?=\\.\\d))(?:\\.(\\d+))? ?" +
        "(万亿|亿|[十百千]万|[千万])? ?(元?)$",
    "i"
);
const APPROXIMATE = /[约近超余多逾几数]|左右|上下|以上|以下|不低于|不少于|>|<|≥|≤|~$|^~/;
const RANGE = /\d[^-]*[-~至到—–][^-]*\d/;

/** The text is not one exact amount; `reason` is the one of `AmountError` in `tools/amount.py`. */
export class AmountError extends Error {
    constructor(reason, text) {
        super(`${reason}: ${text}`);
        this.reason = reason;
        this.text = text;
    }
}

function clean(text) {
    return String(text ?? "")
        .normalize("NFKC")
        .replace(/−/g, "-")
        .replace(/\s+/g, " ")
        .trim();
}

function refusal(cleaned) {
    if (APPROXIMATE.test(cleaned)) {
        return "approximate";
    }
    return RANGE.test(cleaned) ? "range" : "unclear";
}

/** Moves the decimal point of an unsigned number `places` to the right. */
function shiftRight(whole, decimals, places) {
    const padded = decimals.padEnd(places, "0");
    return [(whole + padded.slice(0, places)).replace(/^0+(?=\d)/, ""), padded.slice(places)];
}

/**
 * @param {string} text
 * @param {string} defaultUnit unit of a number that names none
 * @returns {{ yuan: string, unit: string|null } | null} the exact amount in 元 with two decimals,
 *  and the unit of ours that the text named
 */
export function parseAmountText(text, defaultUnit = "yuan") {
    const cleaned = clean(text);
    if (!cleaned) {
        return null;
    }
    const match = cleaned.match(AMOUNT);
    if (!match) {
        throw new AmountError(refusal(cleaned), text);
    }
    const [, sign, digits, fraction = "", named, yuan] = match;
    const shift = named ? SHIFTS[named] : yuan ? 0 : UNITS[defaultUnit].shift;
    const [whole, decimals] = shiftRight(digits.replaceAll(",", "") || "0", fraction, shift);
    if (whole.length > LIMIT_DIGITS) {
        throw new AmountError("size", text);
    }
    if (/[^0]/.test(decimals.slice(2))) {
        throw new AmountError("precision", text);
    }
    const amount = `${whole}.${decimals.slice(0, 2).padEnd(2, "0")}`;
    return {
        yuan: sign === "-" && /[1-9]/.test(amount) ? `-${amount}` : amount,
        unit: { 亿: "yi", 万: "wan" }[named] || null,
    };
}

function toFen(value) {
    return BigInt(
        Number(value || 0)
            .toFixed(2)
            .replace(".", "")
    );
}

/** Writes fen as a plain number of the unit, rounded half away from zero to so many decimals. */
function fenInUnit(fen, shift, decimals) {
    const divisor = 10n ** BigInt(shift + 2 - decimals);
    const rounded = (fen + divisor / 2n) / divisor;
    const text = rounded.toString().padStart(decimals + 1, "0");
    const point = text.length - decimals;
    return [text.slice(0, point), text.slice(point)];
}

/** The amount in 元 as a plain exact number of the unit, as one types it: 4485000000 → 44.85. */
export function amountInUnit(value, unit) {
    const fen = toFen(value);
    const { shift } = UNITS[unit];
    const [whole, decimals] = fenInUnit(fen < 0n ? -fen : fen, shift, shift + 2);
    const shown = decimals.replace(/0+$/, "");
    return (fen < 0n ? "-" : "") + whole + (shown && `.${shown}`);
}

/** The unit in which `auto` shows a value: 亿元 from one 亿 upwards. */
export function autoUnit(value) {
    return Math.abs(value) >= 100000000 ? "yi" : "wan";
}

/**
 * Writes an amount of 元 for the eye, e.g. 44.85亿元. An amount other than zero never shows as
 * zero: it is written in the next smaller unit instead.
 */
export function formatAmountText(value, unit = "auto") {
    const fen = toFen(value);
    if (!fen) {
        return "0";
    }
    const first = UNIT_NAMES.indexOf(unit === "auto" ? autoUnit(value) : unit);
    for (const name of UNIT_NAMES.slice(first)) {
        const { label, shift, minDecimals, maxDecimals } = UNITS[name];
        const [whole, decimals] = fenInUnit(fen < 0n ? -fen : fen, shift, maxDecimals);
        if (/[1-9]/.test(whole + decimals)) {
            const shown = decimals.replace(/0+$/, "").padEnd(minDecimals, "0");
            const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
            return `${fen < 0n ? "-" : ""}${grouped}${shown && `.${shown}`}${label}`;
        }
    }
}
