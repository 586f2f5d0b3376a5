package lanewise.benchmarks.textbook;

import java.util.Arrays;

/** The matrix functions that a NumPy tutorial takes for granted, on {@code double[row][column]}. */
final class Matrix {
    private Matrix() {}

    /** The matrix product of a (m × k) and b (k × n). */
    static double[][] dot(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                double sum = 0;
                for (int k = 0; k < b.length; k++) {
                    sum += a[i][k] * b[k][j];
                }
                product[i][j] = sum;
            }
        }
        return product;
    }

    static double[][] transpose(double[][] a) {
        double[][] transposed = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                transposed[j][i] = a[i][j];
            }
        }
        return transposed;
    }

    static double[][] subtract(double[][] a, double[][] b) {
        double[][] difference = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                difference[i][j] = a[i][j] - b[i][j];
            }
        }
        return difference;
    }

    /** The elementwise product. */
    static double[][] multiply(double[][] a, double[][] b) {
        double[][] product = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                product[i][j] = a[i][j] * b[i][j];
            }
        }
        return product;
    }

    static double[][] scale(double[][] a, double factor) {
        double[][] scaled = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                scaled[i][j] = a[i][j] * factor;
            }
        }
        return scaled;
    }

    static double[][] sigmoid(double[][] a) {
        double[][] activated = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                activated[i][j] = 1 / (1 + Math.exp(-a[i][j]));
            }
        }
        return activated;
    }

    /** The derivative of the sigmoid, given its value. */
    static double[][] sigmoidSlope(double[][] a) {
        double[][] slope = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                slope[i][j] = a[i][j] * (1 - a[i][j]);
            }
        }
        return slope;
    }

    static double sumOfSquares(double[][] a) {
        double sum = 0;
        for (double[] row : a) {
            for (double cell : row) {
                sum += cell * cell;
            }
        }
        return sum;
    }

    static int argmax(double[] row) {
        int largest = 0;
        for (int j = 1; j < row.length; j++) {
            if (row[j] > row[largest]) {
                largest = j;
            }
        }
        return largest;
    }

    static double[][] copy(double[][] a) {
        double[][] copy = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            copy[i] = a[i].clone();
        }
        return copy;
    }

    /** The matrix with an additional last column of ones. */
    static double[][] withOnes(double[][] a) {
        double[][] wider = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            wider[i] = Arrays.copyOf(a[i], a[i].length + 1);
            wider[i][a[i].length] = 1;
        }
        return wider;
    }

    static double[][] withoutLastColumn(double[][] a) {
        double[][] narrower = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            narrower[i] = Arrays.copyOf(a[i], a[i].length - 1);
        }
        return narrower;
    }
}
