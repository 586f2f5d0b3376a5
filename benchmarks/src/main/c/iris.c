/*
 * The reference workload as plain loops in C, feature-major and in float, for the compiler to vectorise. The
 * script build compiles it with -O3 -march=native -ffast-math.
 *
 * 4-2-3 sigmoid units without biases, all rows at once, squared error. It makes the same steps as the engine, not
 * with the same rounding.
 */
#include <math.h>
#include <stddef.h>

enum { INPUTS = 4, HIDDEN = 2, OUTPUTS = 3, LD = 144 };

static inline float sigmoid(float z) { return 1.0f / (1.0f + expf(-z)); }

/*
 * x: inputs x LD; y: outputs x LD; mask: 1 for rows, 0 for padding; classes: of the rows; w: the weights, 4 x 2, then
 * 2 x 3, updated; mse and hits: one for each iteration, or both NULL.
 */
void iris_loop(int iterations, int rows, float rate, const float *restrict x, const float *restrict y,
               const float *restrict mask, const int *restrict classes, float *restrict w, float *restrict mse,
               int *restrict hits) {
  static _Thread_local float h[HIDDEN][LD], a[OUTPUTS][LD], d[OUTPUTS][LD], e[HIDDEN][LD];
  float *restrict w1 = w, *restrict w2 = w + INPUTS * HIDDEN;
  const float step = rate / (rows * OUTPUTS);
  for (int iteration = 0; iteration < iterations; iteration++) {
    for (int j = 0; j < HIDDEN; j++)
      for (int s = 0; s < LD; s++)
        h[j][s] = sigmoid(x[s] * w1[j] + x[LD + s] * w1[HIDDEN + j] + x[2 * LD + s] * w1[2 * HIDDEN + j] +
                          x[3 * LD + s] * w1[3 * HIDDEN + j]);
    for (int k = 0; k < OUTPUTS; k++)
      for (int s = 0; s < LD; s++) a[k][s] = sigmoid(h[0][s] * w2[k] + h[1][s] * w2[OUTPUTS + k]);
    if (mse != NULL) {
      float sum = 0;
      int right = 0;
      for (int k = 0; k < OUTPUTS; k++)
        for (int s = 0; s < LD; s++) {
          float error = a[k][s] - y[k * LD + s];
          sum += mask[s] * error * error;
        }
      for (int s = 0; s < LD; s++) {
        int best = a[1][s] > a[0][s];
        float largest = a[1][s] > a[0][s] ? a[1][s] : a[0][s];
        best = a[2][s] > largest ? 2 : best;
        right += best == classes[s];
      }
      mse[iteration] = sum / (2.0f * rows * OUTPUTS);
      hits[iteration] = right;
    }
    for (int k = 0; k < OUTPUTS; k++)
      for (int s = 0; s < LD; s++) d[k][s] = (a[k][s] - y[k * LD + s]) * mask[s] * a[k][s] * (1 - a[k][s]);
    for (int j = 0; j < HIDDEN; j++)
      for (int s = 0; s < LD; s++)
        e[j][s] = (d[0][s] * w2[j * OUTPUTS] + d[1][s] * w2[j * OUTPUTS + 1] + d[2][s] * w2[j * OUTPUTS + 2]) *
                  h[j][s] * (1 - h[j][s]);
    for (int j = 0; j < HIDDEN; j++)
      for (int k = 0; k < OUTPUTS; k++) {
        float sum = 0;
        for (int s = 0; s < LD; s++) sum += h[j][s] * d[k][s];
        w2[j * OUTPUTS + k] -= step * sum;
      }
    for (int i = 0; i < INPUTS; i++)
      for (int j = 0; j < HIDDEN; j++) {
        float sum = 0;
        for (int s = 0; s < LD; s++) sum += x[i * LD + s] * e[j][s];
        w1[i * HIDDEN + j] -= step * sum;
      }
  }
}
