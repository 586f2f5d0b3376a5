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

    /** Returns the highest bit of the byte behind the first bytes; 0 behind all eight. */
    static long behind(int bits) {
        return 1L << bits - 1 << 8;
    }

    /**
     * Returns the number of bits in the bytes before the first marked one.
     *
     * @param marks the highest bits of bytes
     * @return 0 to 56; 64 if no byte is marked
     */
    static int bitsBefore(long marks) {
        return Long.numberOfTrailingZeros(marks) & ~7;
    }

    /**
     * Removes the first marked byte. Those behind it move up.
     *
     * @param marks the highest bits of bytes
     */
    static long without(long word, long marks) {
        long before = (Long.lowestOneBit(marks) >>> 7) - 1; // all bytes if none is marked
        return word & before | word >>> 8 & ~before;
    }

    /** Returns whether all bytes are at most 9. */
    static boolean areDigits(long word) {
        return ((word + 0x7676767676767676L | word) & HIGH_BITS) == 0;
    }

    /**
     * Returns the number of eight digits, each 0 to 9: pairs of bytes are combined, then pairs of
     * pairs.
     */
    static long number(long digits) {
        long pairs = digits * 2561 >>> 8;
        long quads = (pairs & 0x00FF00FF00FF00FFL) * 6_553_601 >>> 16;
        return (quads & 0x0000FFFF0000FFFFL) * 42_949_672_960_001L >>> 32;
    }
}
