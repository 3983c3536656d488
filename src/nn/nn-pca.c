/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-pca.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "base/nn-thread.h"

#define CHUNK 64                  /* rows: 40 million multiply-adds of 784 pixels */
#define DIRECT 128                /* columns up to which LAPACK finds the axes at once: 2 ms */
#define BLOCK 16                  /* vectors that are iterated beyond that: 3 ms a step of 784 pixels */
#define STEPS 400                 /* at most; 784 pixels of digits take some 20 */
#define CHECK_EVERY 4             /* steps between two looks at the residual */
#define RESIDUAL 1e-10            /* ‖Av - λv‖ / λ₁ at which an axis is one */
#define SWEEPS 60                 /* of Jacobi's rotations; a dozen do */

/* LAPACK: eigenvalues il … iu (from 1, ascending) and vectors of a symmetric matrix. The last
 * three arguments are Fortran's lengths of the three words. */
extern void dsyevr_ (const char *jobz, const char *range, const char *uplo, const blasint *n,
                     double *a, const blasint *lda, const double *vl, const double *vu,
                     const blasint *il, const blasint *iu, const double *abstol, blasint *m,
                     double *w, double *z, const blasint *ldz, blasint *isuppz, double *work,
                     const blasint *lwork, blasint *iwork, const blasint *liwork, blasint *info,
                     gsize, gsize, gsize);

/* What both ways have: the mean, and the axes once they are known. */

static double *
mean_of (const float *rows,
         int          n,
         int          size)
{
  double *mean = g_new0 (double, size);

  for (int i = 0; i < n; i++)
    for (int j = 0; j < size; j++)
      mean[j] += (double) rows[(gsize) i * size + j];
  for (int j = 0; j < size; j++)
    mean[j] /= n;
  return mean;
}

/* An axis and its opposite explain as much: the largest loading decides. */
static void
orient (double *axis,
        int     size)
{
  int largest = 0;

  for (int j = 1; j < size; j++)
    if (fabs (axis[j]) > fabs (axis[largest]))
      largest = j;
  if (axis[largest] < 0)
    for (int j = 0; j < size; j++)
      axis[j] = -axis[j];
}

/* axes: [2][size], unit length. values: of the covariance summed over the rows; total: its trace. */
static NnPca *
project (const float  *rows,
         const double *mean,
         int           n,
         int           size,
         const double *axes,
         const double *values,
         double        total)
{
  NnPca *pca = g_new0 (NnPca, 1);

  pca->n = n;
  pca->points = g_new (float, 2 * (gsize) n);
  for (int i = 0; i < n; i++)
    for (int axis = 0; axis < 2; axis++)
      {
        double sum = 0;

        for (int j = 0; j < size; j++)
          sum += ((double) rows[(gsize) i * size + j] - mean[j]) * axes[axis * size + j];
        pca->points[2 * i + axis] = (float) sum;
      }
  for (int axis = 0; axis < 2; axis++)
    pca->explained[axis] = total == 0 ? 0 : MAX (values[axis], 0) / total;
  return pca;
}

/* BLAS and LAPACK */

/* Its upper half (row-major). NULL if cancelled. */
static double *
sum_covariance (const float  *rows,
                const double *mean,
                int           n,
                int           size,
                gboolean    (*cancelled) (gpointer data),
                gpointer      data)
{
  g_autofree double *chunk = g_new (double, (gsize) CHUNK * size);
  g_autofree double *covariance = g_new0 (double, (gsize) size * size);

  for (int first = 0; first < n; first += CHUNK)
    {
      int count = MIN (CHUNK, n - first);

      if (cancelled != NULL && cancelled (data))
        return NULL;
      for (int i = 0; i < count; i++)
        for (int j = 0; j < size; j++)
          chunk[(gsize) i * size + j] = (double) rows[(gsize) (first + i) * size + j] - mean[j];
      cblas_dsyrk (CblasRowMajor, CblasUpper, CblasTrans, size, count, 1, chunk, size, 1,
                   covariance, size);
    }
  return g_steal_pointer (&covariance);
}

/* matrix: [size][size], its upper half; overwritten. axes: [2][size], the largest value first. */
static gboolean
two_largest (double *matrix,
             int     size,
             double *axes,
             double *values)
{
  const blasint n = size, il = size - 1, iu = size;
  const double none = 0;
  g_autofree double *w = g_new (double, size);
  g_autofree double *work = NULL;
  g_autofree blasint *iwork = NULL;
  blasint support[4], found, info, lwork = -1, liwork = -1, liwork_best;
  double lwork_best;

  /* Row-major's upper half is Fortran's lower one. The first call asks for the room it needs. */
  for (int turn = 0; turn < 2; turn++)
    {
      dsyevr_ ("V", "I", "L", &n, matrix, &n, &none, &none, &il, &iu, &none, &found, w, axes, &n,
               support, turn > 0 ? work : &lwork_best, &lwork, turn > 0 ? iwork : &liwork_best,
               &liwork, &info, 1, 1, 1);
      if (info != 0)
        return FALSE;
      if (turn > 0)
        break;
      lwork = (blasint) lwork_best;
      liwork = liwork_best;
      work = g_new (double, lwork);
      iwork = g_new (blasint, liwork);
    }
  for (int j = 0; j < size; j++)
    {
      double smaller = axes[j];

      axes[j] = axes[size + j];
      axes[size + j] = smaller;
    }
  values[0] = w[1];
  values[1] = w[0];
  return found == 2;
}

/* Subspace iteration: LAPACK's way to two vectors of a large matrix cannot be interrupted. */

/* Gram and Schmidt, twice, for what the first pass leaves. block: [size][BLOCK]; a column
 * that the ones before it span becomes 0. */
static void
orthonormalise (double *block,
                int     size)
{
  for (int k = 0; k < BLOCK; k++)
    {
      double length = cblas_dnrm2 (size, block + k, BLOCK), left;

      for (int pass = 0; pass < 2; pass++)
        for (int j = 0; j < k; j++)
          cblas_daxpy (size, -cblas_ddot (size, block + j, BLOCK, block + k, BLOCK), block + j,
                       BLOCK, block + k, BLOCK);
      left = cblas_dnrm2 (size, block + k, BLOCK);
      cblas_dscal (size, left > 1e-12 * length ? 1 / left : 0, block + k, BLOCK);
    }
}

/* The two best axes in the space that block spans; image is the matrix times block. Returns
 * how far they are from being eigenvectors, ‖Av - λv‖ / λ₁, the worse of the two. */
static double
rayleigh_ritz (const double *block,
               const double *image,
               int           size,
               double       *axes,
               double       *values)
{
  double small[BLOCK * BLOCK], inner[2 * BLOCK], worst = 0;
  g_autofree double *residual = g_new (double, size);

  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, BLOCK, BLOCK, size, 1, block, BLOCK, image,
               BLOCK, 0, small, BLOCK);
  if (!two_largest (small, BLOCK, inner, values))
    return NAN;
  for (int axis = 0; axis < 2; axis++)
    {
      double *own = axes + (gsize) axis * size;

      cblas_dgemv (CblasRowMajor, CblasNoTrans, size, BLOCK, 1, block, BLOCK, inner + axis * BLOCK,
                   1, 0, own, 1);
      cblas_dgemv (CblasRowMajor, CblasNoTrans, size, BLOCK, 1, image, BLOCK, inner + axis * BLOCK,
                   1, 0, residual, 1);
      cblas_daxpy (size, -values[axis], own, 1, residual, 1);
      worst = MAX (worst, cblas_dnrm2 (size, residual, 1));
    }
  return values[0] > 0 ? worst / values[0] : 0;
}

/* As two_largest (), but leaves the matrix alone. *done FALSE if cancelled. */
static gboolean
iterate (const double *matrix,
         int           size,
         double       *axes,
         double       *values,
         gboolean    (*cancelled) (gpointer data),
         gpointer      data,
         gboolean     *done)
{
  g_autofree double *block = g_new (double, (gsize) size * BLOCK);
  g_autofree double *image = g_new (double, (gsize) size * BLOCK);
  double residual = INFINITY;
  NnRng rng;

  nn_rng_init (&rng, 1, NN_STREAM_EXPERIMENTS, 0);
  for (gsize i = 0; i < (gsize) size * BLOCK; i++)
    block[i] = nn_rng_uniform (&rng) - 0.5;
  *done = TRUE;
  for (int step = 1; step <= STEPS && residual > RESIDUAL; step++)
    {
      if (cancelled != NULL && cancelled (data))
        {
          *done = FALSE;
          return FALSE;
        }
      orthonormalise (block, size);
      cblas_dsymm (CblasRowMajor, CblasLeft, CblasUpper, size, BLOCK, 1, matrix, size, block, BLOCK,
                   0, image, BLOCK);
      if (step % CHECK_EVERY == 0)
        residual = rayleigh_ritz (block, image, size, axes, values);
      memcpy (block, image, (gsize) size * BLOCK * sizeof *block);
    }
  return !isnan (residual);
}

NnPca *
nn_pca_new (const float *rows,
            int          n,
            int          size,
            gboolean   (*cancelled) (gpointer data),
            gpointer     data)
{
  static gsize once;
  g_autofree double *mean = NULL;
  g_autofree double *covariance = NULL;
  g_autofree double *axes = NULL;
  double values[2], total = 0;
  gboolean done = TRUE, found;

  g_return_val_if_fail (rows != NULL && n >= 2 && size >= 2, NULL);

  nn_kernel_entry ();
  if (g_once_init_enter (&once))
    {
      openblas_set_num_threads (1);
      g_once_init_leave (&once, 1);
    }
  mean = mean_of (rows, n, size);
  covariance = sum_covariance (rows, mean, n, size, cancelled, data);
  if (covariance == NULL)
    return NULL;
  for (int j = 0; j < size; j++)
    total += covariance[(gsize) j * size + j];

  axes = g_new0 (double, 2 * (gsize) size);
  /* A matrix that is no number has no axes: the points then are none, either. */
  if (!isfinite (total))
    found = FALSE;
  else if (size <= DIRECT)
    found = two_largest (covariance, size, axes, values);
  else
    found = iterate (covariance, size, axes, values, cancelled, data, &done);
  if (!done)
    return NULL;
  if (!found)
    {
      axes[0] = axes[size] = NAN;
      values[0] = values[1] = total = NAN;
    }
  orient (axes, size);
  orient (axes + size, size);
  return project (rows, mean, n, size, axes, values, total);
}

/* The naive twin */

/* One rotation that makes a[p][q] 0; v gathers them all. */
static void
rotate (double *a,
        double *v,
        int     size,
        int     p,
        int     q)
{
  double theta = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q]);
  double t = (theta >= 0 ? 1 : -1) / (fabs (theta) + sqrt (theta * theta + 1));
  double c = 1 / sqrt (t * t + 1), s = t * c;

  for (int k = 0; k < size; k++)
    {
      double x = a[k * size + p], y = a[k * size + q];

      a[k * size + p] = c * x - s * y;
      a[k * size + q] = s * x + c * y;
    }
  for (int k = 0; k < size; k++)
    {
      double x = a[p * size + k], y = a[q * size + k];

      a[p * size + k] = c * x - s * y;
      a[q * size + k] = s * x + c * y;
      x = v[k * size + p];
      y = v[k * size + q];
      v[k * size + p] = c * x - s * y;
      v[k * size + q] = s * x + c * y;
    }
}

static void
jacobi (double *a,
        double *v,
        int     size)
{
  for (int j = 0; j < size; j++)
    v[j * size + j] = 1;
  for (int sweep = 0; sweep < SWEEPS; sweep++)
    for (int p = 0; p < size; p++)
      for (int q = p + 1; q < size; q++)
        if (fabs (a[p * size + q])
            > 1e-16 * sqrt (fabs (a[p * size + p] * a[q * size + q])) + 1e-300)
          rotate (a, v, size, p, q);
}

NnPca *
nn_pca_new_reference (const float *rows,
                      int          n,
                      int          size)
{
  g_autofree double *mean = NULL;
  g_autofree double *a = NULL;
  g_autofree double *v = NULL;
  g_autofree double *axes = NULL;
  double values[2], total = 0;
  int order[2];

  g_return_val_if_fail (rows != NULL && n >= 2 && size >= 2, NULL);

  mean = mean_of (rows, n, size);
  a = g_new0 (double, (gsize) size * size);
  v = g_new0 (double, (gsize) size * size);
  axes = g_new (double, 2 * (gsize) size);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < size; j++)
      for (int k = 0; k < size; k++)
        a[j * size + k] += ((double) rows[(gsize) i * size + j] - mean[j])
                           * ((double) rows[(gsize) i * size + k] - mean[k]);
  jacobi (a, v, size);

  order[0] = a[size + 1] > a[0] ? 1 : 0;
  order[1] = 1 - order[0];
  for (int j = 0; j < size; j++)
    {
      double value = a[j * size + j];

      total += value;
      if (j > 1 && value > a[order[0] * size + order[0]])
        {
          order[1] = order[0];
          order[0] = j;
        }
      else if (j > 1 && value > a[order[1] * size + order[1]])
        order[1] = j;
    }
  for (int axis = 0; axis < 2; axis++)
    {
      values[axis] = a[order[axis] * size + order[axis]];
      for (int j = 0; j < size; j++)
        axes[axis * size + j] = v[j * size + order[axis]];
      orient (axes + (gsize) axis * size, size);
    }
  return project (rows, mean, n, size, axes, values, total);
}

void
nn_pca_free (NnPca *pca)
{
  if (pca == NULL)
    return;
  g_free (pca->points);
  g_free (pca);
}

/* Alignment */

void
nn_pca_align (NnPca       *pca,
              const float *previous)
{
  double a[2][2] = { { 0 } }, turned, mirrored, angle, c, s, m[2][2];
  double explained, sum[2] = { 0 };

  g_return_if_fail (pca != NULL && previous != NULL);

  for (int i = 0; i < pca->n; i++)
    for (int r = 0; r < 2; r++)
      for (int k = 0; k < 2; k++)
        a[r][k] += (double) pca->points[2 * i + r] * (double) previous[2 * i + k];

  /* In two dimensions the orthogonal matrix nearest to a is a rotation or a reflection, of an
   * angle that is known: whichever agrees more, tr (mᵀ a). */
  turned = hypot (a[0][0] + a[1][1], a[0][1] - a[1][0]);
  mirrored = hypot (a[0][0] - a[1][1], a[0][1] + a[1][0]);
  if (!(turned > 0 || mirrored > 0))
    return;
  angle = turned >= mirrored ? atan2 (a[0][1] - a[1][0], a[0][0] + a[1][1])
                             : atan2 (a[0][1] + a[1][0], a[0][0] - a[1][1]);
  c = cos (angle);
  s = sin (angle);
  m[0][0] = c;
  m[0][1] = s;
  m[1][0] = turned >= mirrored ? -s : s;
  m[1][1] = turned >= mirrored ? c : -c;

  for (int i = 0; i < pca->n; i++)
    {
      double x = (double) pca->points[2 * i], y = (double) pca->points[2 * i + 1];

      for (int axis = 0; axis < 2; axis++)
        {
          double turned_to = x * m[0][axis] + y * m[1][axis];

          pca->points[2 * i + axis] = (float) turned_to;
          sum[axis] += turned_to * turned_to;
        }
    }
  explained = pca->explained[0] + pca->explained[1];
  for (int axis = 0; axis < 2; axis++)
    pca->explained[axis] = explained * sum[axis] / (sum[0] + sum[1]);
}
