package lanewise.split;

/**
 * Sorts indexes by their values, with equal values in the order in which NumPy 1.24's {@code
 * argsort} leaves them. It is not stable, so the order of equal values is that of its steps:
 * quicksort with the median of three, insertion sort of at most 16 indexes, and heapsort where
 * quicksort gets too deep (D. R. Musser, "Introspective Sorting and Selection Algorithms",
 * Software: Practice and Experience 27, 1997).
 */
final class Introsort {
    /** Number of indexes up to which insertion sort is used. */
    private static final int SMALL = 16;

    private final int[] values;
    private final int[] order;

    private Introsort(int[] values) {
        this.values = values;
        this.order = new int[values.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
    }

    /**
     * Sorts the indexes of an array.
     *
     * @param values the values, at least one
     * @return the indexes in ascending order of their values
     */
    static int[] order(int[] values) {
        Introsort sort = new Introsort(values);
        int floorLog2 = 31 - Integer.numberOfLeadingZeros(values.length);
        sort.sort(0, values.length - 1, 2 * floorLog2);
        return sort.order;
    }

    /** Sorts {@code order[low]} to {@code order[high]}, with at most {@code depth} partitions. */
    private void sort(int low, int high, int depth) {
        if (depth < 0) {
            heapsort(low, high - low + 1);
            return;
        }
        int from = low;
        int to = high;
        int left = depth;
        while (to - from >= SMALL) {
            int middle = partition(from, to);
            left--;
            // Only the depth of the larger part is checked: the other has less than half.
            if (middle - from < to - middle) {
                sort(middle + 1, to, left);
                to = middle - 1;
            } else {
                sort(from, middle - 1, left);
                from = middle + 1;
            }
        }
        insertionSort(from, to);
    }

    /** Moves the median of three to its place, with no greater value before or smaller after it. */
    private int partition(int low, int high) {
        int middle = low + ((high - low) >> 1);
        swapIfDescending(low, middle);
        swapIfDescending(middle, high);
        swapIfDescending(low, middle);
        int pivot = values[order[middle]];
        swap(middle, high - 1);
        int i = low;
        int j = high - 1;
        while (true) {
            do {
                i++;
            } while (values[order[i]] < pivot);
            do {
                j--;
            } while (pivot < values[order[j]]);
            if (i >= j) {
                swap(i, high - 1);
                return i;
            }
            swap(i, j);
        }
    }

    private void insertionSort(int low, int high) {
        for (int i = low + 1; i <= high; i++) {
            int inserted = order[i];
            int j = i;
            while (j > low && values[inserted] < values[order[j - 1]]) {
                order[j] = order[j - 1];
                j--;
            }
            order[j] = inserted;
        }
    }

    private void heapsort(int low, int length) {
        for (int root = length / 2; root > 0; root--) {
            sift(low, root, length, order[low + root - 1]);
        }
        for (int last = length; last > 1; last--) {
            int moved = order[low + last - 1];
            order[low + last - 1] = order[low];
            sift(low, 1, last - 1, moved);
        }
    }

    /** Puts an index at a node of the heap or below. Nodes are numbered from 1. */
    private void sift(int low, int node, int length, int index) {
        int parent = node;
        int child = 2 * node;
        while (child <= length) {
            if (child < length && values[order[low + child - 1]] < values[order[low + child]]) {
                child++;
            }
            if (values[index] >= values[order[low + child - 1]]) {
                break;
            }
            order[low + parent - 1] = order[low + child - 1];
            parent = child;
            child *= 2;
        }
        order[low + parent - 1] = index;
    }

    private void swapIfDescending(int a, int b) {
        if (values[order[b]] < values[order[a]]) {
            swap(a, b);
        }
    }

    private void swap(int a, int b) {
        int swapped = order[a];
        order[a] = order[b];
        order[b] = swapped;
    }
}
