"""Holds the PyTorch network against Keras' on the shipped weights: python -m unittest test_network

Skipped where PyTorch or TensorFlow is missing.
"""

import sys
import tempfile
import unittest
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

HERE = Path(__file__).parent
SOURCES = HERE.parent / "src"
BUNDLED = SOURCES / "main/resources/dev/pomona/model/features/backbone"
LARGEST_DIFFERENCE = 1e-5

if find_spec("torch") and find_spec("tensorflow"):
    sys.path[:0] = [str(HERE), str(SOURCES / "test/golden")]
    import golden
    import numpy as np
    import torch

    import export
    import network


@unittest.skipUnless(find_spec("torch") and find_spec("tensorflow"), "needs PyTorch and TensorFlow")
class NetworkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        work = tempfile.TemporaryDirectory()
        cls.addClassCleanup(work.cleanup)
        cls.weights = Path(work.name) / "weights.npz"
        np.savez(cls.weights, **export.weights_of(BUNDLED))

    def test_features_equal_those_of_keras(self):
        self.assert_features_equal(side=224)

    def test_features_equal_those_of_keras_where_a_layer_has_an_odd_side(self):
        self.assert_features_equal(side=176)

    def test_layout_survives_the_way_to_torch_and_back(self):
        arrays = network.read([self.weights])
        back = network.to_keras(network.to_torch(arrays, "cpu"))
        self.assertEqual(set(back), set(arrays))
        for name, array in arrays.items():
            np.testing.assert_array_equal(back[name], array, name)

    def assert_features_equal(self, side):
        pixels = np.random.default_rng(0).uniform(-1, 1, (2, side, side, 3)).astype("f4")
        with mock.patch.object(golden, "SIDE", side):
            expected = golden.network(self.weights).predict(pixels, verbose=0)
        weights = network.to_torch(network.read([self.weights]), "cpu")
        with torch.no_grad():
            actual = network.features(torch.from_numpy(pixels).permute(0, 3, 1, 2), weights).numpy()
        self.assertGreater(expected.max(), 1)
        np.testing.assert_allclose(actual, expected, rtol=0, atol=LARGEST_DIFFERENCE)


if __name__ == "__main__":
    unittest.main()
