/*
 * Training steps of a network of sigmoid layers with biases as products by BLAS and plain loops, row-major and in float.
 * The script build compiles it with -O3 -march=native -ffast-math.
 *
 * Full batch, squared error, gradient descent: the engine's steps, except for rounding. The gradient of the
 * weights is never stored: the product subtracts it from them.
 */
#include <math.h>

enum { ROW_MAJOR = 101, NO_TRANSPOSE = 111, TRANSPOSE = 112 };

/* cblas_sgemm, given by the caller: OpenBLAS needs neither headers nor a link to be measured. */
typedef void (*sgemm_function)(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha,
                               const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);

/*
 * sizes: the inputs, then the units of each layer; x: rows x inputs; y: rows x outputs; theta: for each layer its
 * weights, inputs x units, then its biases, updated; work: rows x units floats for each layer, twice.
 */
void dense_steps(int steps, int layers, const int *restrict sizes, int rows, float rate, const float *restrict x,
                 const float *restrict y, float *theta, float *work, sgemm_function sgemm) {
  const int outputs = sizes[layers];
  const float step = rate / ((float)rows * outputs);
  long units = 0;
  for (int l = 1; l <= layers; l++) units += sizes[l];
  for (int done = 0; done < steps; done++) {
    const float *in = x;
    float *w = theta, *a = work;
    for (int l = 0; l < layers; l++) {
      const int k = sizes[l], n = sizes[l + 1];
      const float *restrict bias = w + (long)k * n;
      sgemm(ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, rows, n, k, 1, in, k, w, n, 0, a, n);
      for (int r = 0; r < rows; r++)
        for (int j = 0; j < n; j++) a[(long)r * n + j] = 1.0f / (1.0f + expf(-(a[(long)r * n + j] + bias[j])));
      in = a;
      a += (long)rows * n;
      w += (long)(k + 1) * n;
    }
    float *d = work + units * rows + (a - work) - (long)rows * outputs;
    a -= (long)rows * outputs;
    for (long i = 0; i < (long)rows * outputs; i++) d[i] = (a[i] - y[i]) * a[i] * (1 - a[i]);
    for (int l = layers - 1; l >= 0; l--) {
      const int k = sizes[l], n = sizes[l + 1];
      w -= (long)(k + 1) * n;
      float *restrict bias = w + (long)k * n;
      const float *below = l == 0 ? x : a - (long)rows * k;
      if (l > 0) {
        float *restrict e = d - (long)rows * k;
        sgemm(ROW_MAJOR, NO_TRANSPOSE, TRANSPOSE, rows, k, n, 1, d, n, w, n, 0, e, k);
        for (long i = 0; i < (long)rows * k; i++) e[i] *= below[i] * (1 - below[i]);
      }
      sgemm(ROW_MAJOR, TRANSPOSE, NO_TRANSPOSE, k, n, rows, -step, below, k, d, n, 1, w, n);
      for (int r = 0; r < rows; r++)
        for (int j = 0; j < n; j++) bias[j] -= step * d[(long)r * n + j];
      if (l > 0) {
        a -= (long)rows * k;
        d -= (long)rows * k;
      }
    }
  }
}
