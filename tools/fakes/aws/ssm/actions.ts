import type { ActionTable } from '../action';
import {
  addTagsToResource,
  deleteParameter,
  deleteParameters,
  listTagsForResource,
} from './change-parameters';
import { getParameter, getParameters, getParametersByPath } from './get-parameters';
import { putParameter } from './put-parameter';

export const ssmActions: ActionTable = {
  AddTagsToResource: addTagsToResource,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
  GetParameter: getParameter,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  ListTagsForResource: listTagsForResource,
  PutParameter: putParameter,
};
