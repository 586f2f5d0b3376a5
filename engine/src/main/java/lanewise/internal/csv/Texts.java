package lanewise.internal.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Distinct texts in the order in which they were first met, found by their UTF-8 bytes without a
 * String. An open hash table with linear probing. Not thread-safe.
 */
public final class Texts {
    private static final int FIRST_SLOTS = 16;

    /** Index + 1 of the text of each slot; 0 if it is free. At least half of them are free. */
    private int[] slots = new int[FIRST_SLOTS];

    private int[] hashes = new int[FIRST_SLOTS / 2];
    private byte[][] texts = new byte[FIRST_SLOTS / 2][];
    private int size;

    /** Creates an empty table. */
    public Texts() {}

    /**
     * Finds a text, and adds it if it is new.
     *
     * @param most maximum number of texts
     * @return its index, counted from 0; −1 if the text is new and there are {@code most} already
     */
    public int find(byte[] bytes, int start, int end, int most) {
        int hash = hash(bytes, start, end);
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            int index = slots[slot] - 1;
            byte[] text = texts[index];
            if (hashes[index] == hash && Arrays.equals(text, 0, text.length, bytes, start, end)) {
                return index;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size >= most) {
            return -1;
        }
        if (size == texts.length) {
            grow();
            slot = freeSlot(hash);
        }
        hashes[size] = hash;
        texts[size] = Arrays.copyOfRange(bytes, start, end);
        slots[slot] = ++size;
        return size - 1;
    }

    /** Returns the texts in order of their indexes. */
    public List<String> list() {
        List<String> list = new ArrayList<>(size);
        for (int k = 0; k < size; k++) {
            list.add(new String(texts[k], StandardCharsets.UTF_8));
        }
        return list;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        hashes = Arrays.copyOf(hashes, 2 * size);
        texts = Arrays.copyOf(texts, 2 * size);
        for (int k = 0; k < size; k++) {
            slots[freeSlot(hashes[k])] = k + 1;
        }
    }

    private int freeSlot(int hash) {
        int slot = hash & slots.length - 1;
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    /** Mixes all bytes into all bits, so that names with a common beginning spread. */
    static int hash(byte[] bytes, int start, int end) {
        int hash = 0x9E3779B9;
        for (int k = start; k < end; k++) {
            hash = 31 * hash + bytes[k];
        }
        hash *= 0x85EBCA6B;
        return hash ^ hash >>> 15;
    }
}
