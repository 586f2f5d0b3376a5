package lanewise.internal.csv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Eight bytes in a long, the first in the lowest bits, and operations on all of them at once
 * (Warren, Hacker's Delight, 2nd edition, sections 2-20 and 6-1). A ByteBuffer reads them, because
 * a VarHandle takes a cold JVM 3 ms.
 */
final class Words {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Words() {}

    /** Returns a view of an array that reads longs as this class takes them. */
    static ByteBuffer of(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns a word of a byte that is repeated. */
    static long repeat(byte b) {
        return ONES * b;
    }

    /**
     * Finds the first byte that is a given ASCII character, is less than 14 (as line feed, return
     * and tab are) or is not ASCII.
     *
     * @param character the character, repeated
     * @return a word of which the lowest bit that is set is the highest bit of that byte; 0 if
     *     there is no such byte
     */
    static long firstStop(long word, long character) {
        long difference = word ^ character;
        long equal = difference - ONES & ~difference;
        long small = word - 14 * ONES & ~word;
        return (equal | small | word) & HIGH_BITS;
    }

    /** Like {@link #firstStop}, for the character only. */
    static long first(long word, long character) {
        long difference = word ^ character;
        return difference - ONES & ~difference & HIGH_BITS;
    }

    /** Moves the first bytes of a word to its end, and fills it with the first bytes of another. */
    static long last(long word, int length, long filling) {
        int half = 4 * length; // of a shift by 8 to 64 bits
        return word << 64 - 2 * half | filling >>> half >>> half;
    }

    /** Returns 1 if a bit is set, else 0. */
    static int one(long bit) {
        return (int) ((bit | -bit) >>> 63);
    }

    /** Returns the number of bytes after the one whose highest bit is given; −1 for no bit. */
    static int after(long bit) {
        return 7 - (Long.numberOfTrailingZeros(bit) >> 3);
    }

    /**
     * Removes a byte. Those before it move up.
     *
     * @param bit the highest bit of the byte; 0 to remove none
     * @param filling the new first byte
     */
    static long without(long word, long bit, int filling) {
        long lowest = bit >>> 7;
        long before = lowest - 1; // all bytes if none is removed
        long rest = word & ~(before | lowest * 0xFF);
        int found = one(bit);
        return rest | (word & before) << 8 * found | (long) found * filling;
    }

    /** Returns whether all bytes are digits. */
    static boolean areDigits(long word) {
        long high = word & 0xF0F0F0F0F0F0F0F0L;
        long carried = word + 0x0606060606060606L & 0xF0F0F0F0F0F0F0F0L;
        return (high | carried >>> 4) == 0x3333333333333333L;
    }

    /** Returns the number of eight digits: pairs of bytes are combined, then pairs of pairs. */
    static long number(long digits) {
        long pairs = (digits & 0x0F0F0F0F0F0F0F0FL) * 2561 >>> 8;
        long quads = (pairs & 0x00FF00FF00FF00FFL) * 6_553_601 >>> 16;
        return (quads & 0x0000FFFF0000FFFFL) * 42_949_672_960_001L >>> 32;
    }
}
