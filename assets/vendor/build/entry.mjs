// The part of Vega that the charts of this book use: the parser, the dataflow, the SVG renderer
// and the transforms that Vega-Lite compiles plain statistical charts to.
import {transforms} from 'vega-dataflow';
import {
  axisticks, datajoin, encode, legendentries, linkpath, pie, scale, sortitems, stack
} from 'vega-encode';
import {parse} from 'vega-parser';
import {
  aggregate, bin, collect, compare, expression, extent, facet, field, filter, flatten, fold,
  formula, impute, joinaggregate, key, lookup, multiextent, multivalues, params, pivot, prefacet,
  project, proxy, relay, sequence, sieve, subflow, timeunit, tupleindex, values, window
} from 'vega-transforms';
import {View} from 'vega-view';
import {bound, identifier, mark, overlap, render, viewlayout} from 'vega-view-transforms';
import {voronoi} from 'vega-voronoi';

Object.assign(transforms, {
  // what marks, axes and legends are made with; voronoi finds the mark nearest to the pointer
  axisticks, bound, datajoin, encode, identifier, legendentries, linkpath, mark, overlap, pie,
  render, scale, sortitems, stack, viewlayout, voronoi,
  // what the dataflow is made with
  compare, expression, facet, field, key, multiextent, multivalues, params, prefacet, proxy, relay,
  sieve, subflow, tupleindex, values,
  // what a specification may name
  aggregate, bin, collect, extent, filter, flatten, fold, formula, impute, joinaggregate, lookup,
  pivot, project, sequence, timeunit, window
});

export {parse, View};
