/*
 * The reference workload with intrinsics, by the engine's algorithm: the sigmoids of the hidden pair and of the output
 * triple share a division each, and everything about a vector of rows stays in registers. An upper bound for compiled
 * Java: operations that the Vector API lacks, such as rcp14, are not used.
 *
 * The script build compiles it with -O3 -march=native, not with -ffast-math, which would remove the rounding to integers.
 */
#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
#include <stddef.h>

enum { INPUTS = 4, HIDDEN = 2, OUTPUTS = 3, LD = 144 };

#ifdef __AVX512F__
typedef __m512 V;
enum { LANES = 16, TOGETHER = 3 };
#define F(operation) _mm512_##operation##_ps
#define SHIFTED(v, bits) _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_castps_si512(v), bits))
#define COUNT_EQUAL(a, b) __builtin_popcount(_mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ))
#define SUM(v) _mm512_reduce_add_ps(v)
#else
typedef __m256 V;
enum { LANES = 8, TOGETHER = 1 }; /* half as many registers */
#define F(operation) _mm256_##operation##_ps
#define SHIFTED(v, bits) _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_castps_si256(v), bits))
#define COUNT_EQUAL(a, b) __builtin_popcount(_mm256_movemask_ps(_mm256_cmp_ps(a, b, _CMP_EQ_OQ)))
static inline float SUM(V v) {
  __m128 sum = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  sum = _mm_add_ps(sum, _mm_movehl_ps(sum, sum));
  return _mm_cvtss_f32(_mm_add_ss(sum, _mm_movehdup_ps(sum)));
}
#endif

#define ALL(x) F(set1)(x)
#define FMA F(fmadd)
#define MUL F(mul)

/* 1 + exp(-z), z clamped to +-29; see Sigmoid.java. */
static inline __attribute__((always_inline)) V denominator(V z) {
  const V magic = ALL(12582912.0f + 127);
  z = F(max)(F(min)(z, ALL(29)), ALL(-29));
  V rounded = FMA(z, ALL(-0x1.715476p+0f), magic);
  V r = FMA(F(sub)(rounded, magic), ALL(0x1.62e43p-1f), z);
  V p = FMA(r, ALL(0x1.6a5228p-10f), ALL(-0x1.12396cp-7f));
  p = FMA(p, r, ALL(0x1.5558aap-5f));
  p = FMA(p, r, ALL(-0x1.555492p-3f));
  p = FMA(p, r, ALL(0x1.fffffcp-2f));
  p = FMA(p, r, ALL(-1));
  p = FMA(p, r, ALL(1));
  return FMA(p, SHIFTED(rounded, 23), ALL(1));
}

/* Arguments as in iris.c. */
void iris_loop_intrinsics(int iterations, int rows, float rate, const float *restrict x, const float *restrict y,
                          const float *restrict mask, const int *restrict classes, float *restrict w,
                          float *restrict mse, int *restrict hits) {
  (void)classes; /* the target of a row's class is 1 */
  float *restrict w1 = w, *restrict w2 = w + INPUTS * HIDDEN;
  const float step = rate / (rows * OUTPUTS);
  for (int iteration = 0; iteration < iterations; iteration++) {
    V g1[INPUTS][HIDDEN], g2[HIDDEN][OUTPUTS], loss = ALL(0);
    int right = 0;
    for (int i = 0; i < INPUTS; i++)
      for (int j = 0; j < HIDDEN; j++) g1[i][j] = ALL(0);
    for (int j = 0; j < HIDDEN; j++)
      for (int k = 0; k < OUTPUTS; k++) g2[j][k] = ALL(0);
    for (int s = 0; s < LD; s += TOGETHER * LANES) {
#pragma GCC unroll 3
      for (int t = s; t < s + TOGETHER * LANES; t += LANES) {
        V in[INPUTS], h[HIDDEN], a[OUTPUTS], d[OUTPUTS], e[HIDDEN];
        for (int i = 0; i < INPUTS; i++) in[i] = F(loadu)(x + i * LD + t);
        for (int j = 0; j < HIDDEN; j++) {
          V z = MUL(in[0], ALL(w1[j]));
          for (int i = 1; i < INPUTS; i++) z = FMA(in[i], ALL(w1[i * HIDDEN + j]), z);
          h[j] = denominator(z);
        }
        V r = F(div)(ALL(1), MUL(h[0], h[1])), h0 = MUL(r, h[1]);
        h[1] = MUL(r, h[0]);
        h[0] = h0;
        for (int k = 0; k < OUTPUTS; k++)
          a[k] = denominator(FMA(h[1], ALL(w2[OUTPUTS + k]), MUL(h[0], ALL(w2[k]))));
        V d01 = MUL(a[0], a[1]), d02 = MUL(a[0], a[2]), d12 = MUL(a[1], a[2]);
        r = F(div)(ALL(1), MUL(d01, a[2]));
        a[0] = MUL(r, d12);
        a[1] = MUL(r, d02);
        a[2] = MUL(r, d01);
        V m = F(loadu)(mask + t), ofClass = ALL(0);
        for (int k = 0; k < OUTPUTS; k++) {
          V target = F(loadu)(y + k * LD + t), error = MUL(F(sub)(a[k], target), m);
          loss = FMA(error, error, loss);
          ofClass = FMA(target, a[k], ofClass);
          d[k] = MUL(error, F(fnmadd)(a[k], a[k], a[k]));
        }
        if (mse != NULL) right += COUNT_EQUAL(ofClass, F(max)(F(max)(a[0], a[1]), a[2]));
        for (int j = 0; j < HIDDEN; j++) {
          e[j] = MUL(d[0], ALL(w2[j * OUTPUTS]));
          for (int k = 1; k < OUTPUTS; k++) e[j] = FMA(d[k], ALL(w2[j * OUTPUTS + k]), e[j]);
          e[j] = MUL(e[j], F(fnmadd)(h[j], h[j], h[j]));
          for (int k = 0; k < OUTPUTS; k++) g2[j][k] = FMA(h[j], d[k], g2[j][k]);
          for (int i = 0; i < INPUTS; i++) g1[i][j] = FMA(in[i], e[j], g1[i][j]);
        }
      }
    }
    if (mse != NULL) {
      mse[iteration] = SUM(loss) / (2.0f * rows * OUTPUTS);
      hits[iteration] = right;
    }
    for (int j = 0; j < HIDDEN; j++)
      for (int k = 0; k < OUTPUTS; k++) w2[j * OUTPUTS + k] -= step * SUM(g2[j][k]);
    for (int i = 0; i < INPUTS; i++)
      for (int j = 0; j < HIDDEN; j++) w1[i * HIDDEN + j] -= step * SUM(g1[i][j]);
  }
}
#endif
