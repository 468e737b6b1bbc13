"""The approaches as one scikit-learn estimator, for data of any origin: a matrix or a frame of mixed columns."""

from collections.abc import Sequence
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted, validate_data

from customer_segmentation.methods.approaches import KMeansApproach, place
from customer_segmentation.methods.arrays import FloatArray, IntArray
from customer_segmentation.methods.basis import CLIP, build_basis
from customer_segmentation.methods.stability import approach_named, evaluate_candidates

SCALINGS = ("robust", "standard", "none")
IQR_OF_NORMAL = 1.349
"""The interquartile range of a normal distribution, in standard deviations."""


class Segmentation(ClusterMixin, BaseEstimator):
    """Segments of customers by one of the project's approaches.

    Parameters
    ----------
    n_segments : int
        Number of segments, at least 2.
    approach : str
        A name in `approaches.APPROACHES`: 'kmeans', 'gower_kmedoids', ... Those that need all pairs of
        customers hold n x n distances: keep n <= 5,000.
    scaling : str
        Of numeric columns. 'robust': less the median, by the interquartile range / 1.349, clipped at three
        units, as a cycle does. 'standard': less the mean, by the standard deviation. 'none': as they are.
        After the last two `predict` clips a value to three times the widest one of `fit`, or 3.
    random_state : int
        Seed of every start: the same seed gives the same segments.

    Attributes
    ----------
    labels_ : IntArray, (n,)
        Segments 0..n_segments - 1 of the rows of `fit`, the largest first.
    inertia_ : float
        What the approach minimises, in the units of the scaled columns (see `approaches.Fit`).
    starts_agreeing_ : int
        How many of the approach's starts reached it.
    rule_ : DataFrame
        The frozen rule by which `predict` places; see `approaches`. Its segment_no is the label + 1.
    n_features_in_ : int
        Columns of `fit`.
    feature_names_in_ : array of str
        Their names, when `fit` was given a frame whose column names are all text.

    Notes
    -----
    Columns of a frame that are text, category or bool are categorical, all others numeric; missing values are
    allowed everywhere. A categorical column weighs as much as one numeric column that two categories set one
    unit apart; categories held by less than 1 % of the rows are pooled.

    References
    ----------
    Lloyd, S. P. (1982). Least squares quantization in PCM. IEEE Transactions on Information Theory 28(2),
    129-137. Gower, J. C. (1971). A general coefficient of similarity and some of its properties. Biometrics
    27(4), 857-871. Kaufman, L. and Rousseeuw, P. J. (1990). Finding Groups in Data. Wiley.

    Examples
    --------
    >>> Segmentation(n_segments=2, scaling="none").fit_predict([[0.0], [0.1], [0.2], [9.0]]).tolist()
    [0, 0, 0, 1]
    """

    def __init__(
        self, n_segments: int = 4, approach: str = "kmeans", scaling: str = "robust", random_state: int = 0
    ) -> None:
        self.n_segments = n_segments
        self.approach = approach
        self.scaling = scaling
        self.random_state = random_state

    def fit(self, X: ArrayLike | pd.DataFrame, y: object = None) -> Self:
        """Find the segments of the rows of X.

        Parameters
        ----------
        X : array or DataFrame, (n, p)
            One row a customer.
        y : ignored
            There for scikit-learn's conventions.

        Raises
        ------
        ValueError
            The approach or the scaling is unknown, X is empty or holds an infinite value, or fewer than
            n_segments rows differ.
        """
        frame = self._frame(X, reset=True)
        self._learn_scales(frame)
        method, basis = approach_named(self.approach), build_basis(self._long(frame))
        fit = method.fit(method.prepare(basis), self.n_segments, self.random_state)
        self.inertia_, self.starts_agreeing_ = fit.inertia, fit.starts_agreeing
        self.rule_ = method.rule(basis, fit)
        self.labels_ = self._place(frame)
        return self

    def predict(self, X: ArrayLike | pd.DataFrame) -> IntArray:
        """Return the nearest segment (n,) of every row by the frozen rule; nothing is fitted again.

        Parameters
        ----------
        X : array or DataFrame, (n, p)
            The columns of `fit`; a category that `fit` never saw counts as the pooled one, a row without any
            value goes to the largest segment.

        Raises
        ------
        NotFittedError
            `fit` was not called.
        ValueError
            Number or names of the columns are not those of `fit`, or a value is infinite.
        """
        check_is_fitted(self)
        return self._place(self._frame(X, reset=False))

    def candidates(self, X: ArrayLike | pd.DataFrame, k_values: Sequence[int], resamples: int = 100) -> pd.DataFrame:
        """Judge numbers of segments by stability, separation and size: see `stability.evaluate_candidates`.

        Parameters
        ----------
        X : array or DataFrame, (n, p)
            At most 5,000 rows.
        k_values : sequence of int
            Numbers of segments to try.
        resamples : int
            Bootstrap resamples.
        """
        other = Segmentation(**self.get_params())
        frame = other._frame(X, reset=True)
        other._learn_scales(frame)
        return evaluate_candidates(other._long(frame), self.approach, k_values, self.random_state, resamples)

    def __sklearn_tags__(self) -> Tags:
        """Say that missing values are welcome."""
        tags: Tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags

    def _frame(self, X: ArrayLike | pd.DataFrame, reset: bool) -> pd.DataFrame:
        """Return X as a frame with positions as column names, checked against the columns of `fit`."""
        if isinstance(X, pd.DataFrame):
            validate_data(self, X, reset=reset, skip_check_array=True)
            if (reset and len(X) < 2) or X.empty:
                raise ValueError(f"segmentation: expected two rows or more and columns, found the shape {X.shape}")
            frame = X.reset_index(drop=True)
        else:
            numbers = {"dtype": np.float64, "ensure_all_finite": "allow-nan", "ensure_min_samples": 2 if reset else 1}
            frame = pd.DataFrame(validate_data(self, X, reset=reset, **numbers))
        return frame.set_axis([f"x{position:04d}" for position in range(frame.shape[1])], axis="columns")

    def _learn_scales(self, frame: pd.DataFrame) -> None:
        if self.scaling not in SCALINGS:
            raise ValueError(f"scaling: expected one of {list(SCALINGS)}, found {self.scaling!r}")
        self._numeric = {
            name: _Scale.of(_floats(frame[name]), self.scaling) for name in frame if _is_numeric(frame[name])
        }

    def _long(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the long frame of `build_basis`, the rows in order.

        The basis clips at CLIP. So that 'standard' and 'none' keep every value of `fit`, columns are squeezed
        and k-means, whose distances depend on units, weighs them by what was taken off.
        """
        customers = [f"{row:012d}" for row in range(len(frame))]
        squared = self.approach == KMeansApproach.name
        parts = []
        for name, column in frame.items():
            scale = self._numeric.get(str(name))
            number = None if scale is None else scale.apply(_floats(column))
            text = column.where(column.isna(), column.astype(str)) if scale is None else None
            parts.append(
                pd.DataFrame(
                    {
                        "customer_id": customers,
                        "variable": str(name),
                        "kind": "categorical" if scale is None else "numeric",
                        "numeric_value": number,
                        "category_value": text,
                        "weight": scale.squeeze**2 if scale is not None and squared else 1.0,
                    }
                )
            )
        return pd.concat(parts, ignore_index=True).astype({"numeric_value": float, "category_value": object})

    def _place(self, frame: pd.DataFrame) -> IntArray:
        return place(self._long(frame), self.rule_)["segment_no"].to_numpy(dtype=np.int64) - 1


class _Scale:
    """How a numeric column is centred, divided, and squeezed into +-CLIP."""

    def __init__(self, centre: float, spread: float, squeeze: float) -> None:
        self.centre, self.spread, self.squeeze = centre, spread, squeeze

    @classmethod
    def of(cls, values: FloatArray, scaling: str) -> "_Scale":
        """Learn the scale of a column; one that does not vary, or is empty, has spread 1."""
        seen = values[~np.isnan(values)]
        if not seen.size:
            return cls(0.0, 1.0, 1.0)
        if scaling == "robust":
            low, middle, high = np.quantile(seen, [0.25, 0.5, 0.75])
            return cls(float(middle), float((high - low) / IQR_OF_NORMAL or seen.std() or 1.0), 1.0)
        centre, spread = (float(seen.mean()), float(seen.std() or 1.0)) if scaling == "standard" else (0.0, 1.0)
        return cls(centre, spread, max(1.0, float(np.abs((seen - centre) / spread).max()) / CLIP))

    def apply(self, values: FloatArray) -> FloatArray:
        """Return the values in units of the scale."""
        return np.asarray((values - self.centre) / self.spread / self.squeeze, dtype=np.float64)


def _is_numeric(column: "pd.Series[float] | pd.Series[str]") -> bool:
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def _floats(column: "pd.Series[float]") -> FloatArray:
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isinf(values).any():
        raise ValueError(f"column {column.name}: expected finite or missing values, found an infinite one")
    return np.asarray(values)
